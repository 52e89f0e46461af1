BUGS = [
    ("there and pooch.file_hash(path) in mirrors.values()", "there"),
    ("[] if mine else download(path, mirrors)", "download(path, mirrors)"),
    ("(requests.RequestException, ValueError) as error", "requests.RequestException as error"),
    ("timeout=TIMEOUT", "timeout=None"),
    ("progressbar=not built", "progressbar=True"),
]
