BUGS = [
    ("if not holds:", "if holds is False:"),
    ("if not held:", "if held is None:"),
    ("        finally:", "        except NotImplementedError:"),
    ("tuple(value.shape) == shape", "len(value.shape) == len(shape)"),
    ("return str(self).splitlines()", "return [self.statement]"),
]
