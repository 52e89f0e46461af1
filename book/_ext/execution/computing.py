"""What of a piece of Python computes, as text: no comments, no docstrings, no annotations that nothing reads.

The text is the same on every version of Python that the book supports.
"""

import ast

FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


def parse(source: str) -> list[ast.stmt]:
    """The statements of a piece of code, reduced to what computes; raises SyntaxError for what is no Python."""
    compile(source, "code", "exec")  # refuses more than the parser does
    return Computing().visit(ast.parse(source)).body


class Computing(ast.NodeTransformer):
    """Removes from a syntax tree what does not compute."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        is_text = isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        return ast.copy_location(ast.Pass(), node) if is_text else self.generic_visit(node)

    def visit_FunctionDef(self, node: FUNCTION) -> ast.AST:
        if not node.decorator_list:  # a decorator may read them
            node.returns = None
            for argument in ast.walk(node.args):
                if isinstance(argument, ast.arg):
                    argument.annotation = None
        return self.generic_visit(node)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        # Annotations of fields stay: a data class is made of them.
        node.body = [part if isinstance(part, ast.AnnAssign) else self.visit(part) for part in node.body]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.copy_location(ast.Constant(None), node.annotation)
        return self.generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        node.values = [part for part in node.values if getattr(part, "value", None) != ""]  # Python 3.12 ends some so
        return self.generic_visit(node)


def text(node: object) -> str:
    """Like ``ast.dump``, which says more on some versions of Python: what is empty or does nothing is left out."""
    if isinstance(node, list):
        return f"[{','.join(text(part) for part in node if not isinstance(part, ast.Pass))}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = [f"{name}={text(value)}" for name, value in ast.iter_fields(node) if value is not None and value != []]
    return f"{type(node).__name__}({','.join(fields)})"
