"""Mutants: every small change of a function's body that a test should notice.

A mutant is a change of one node of the syntax tree. It is found, described, compiled, and put into the function that
lives in memory: all who imported that function then run the changed code, and no file is touched.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial, reduce
from importlib import import_module
from inspect import unwrap
from pathlib import Path
from types import CodeType, FunctionType

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
EXTREMES = {"min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutant:
    """One change in a function of a file: `before` reads in the source, `after` in its place."""

    path: str
    function: str  # its qualified name
    first: int  # the lines of the statement that is changed; of one with a block, its head
    last: int
    before: str
    after: str
    nth: int  # among mutants of this function that read the same
    compiled: Callable[[], CodeType] = field(repr=False, compare=False)

    @property
    def key(self) -> str:
        """What names this mutant, wherever its function stands in the file."""
        again = f" ({self.nth + 1})" if self.nth else ""
        return f"{self.path} {self.function}: {self.before} -> {self.after}{again}"

    def __str__(self) -> str:
        return f"{self.path}:{self.first}: {self.function}: {self.before}  ->  {self.after}"


def mutants_of(path: Path, root: Path) -> Iterator[Mutant]:
    """All mutants of a file, in the order of its lines."""
    tree, name = ast.parse(path.read_text(encoding="utf-8")), path.relative_to(root).as_posix()
    for function, qualified in _functions(tree, ""):
        seen: dict[tuple[str, str], int] = {}
        for statement in _statements(function.body):
            for change in _changes(statement):
                reads = (change.before, change.after)
                nth = seen[reads] = seen.get(reads, -1) + 1
                code = partial(_changed_code, tree, path, qualified, change)
                yield Mutant(name, qualified, *_lines(statement), *reads, nth, code)


def function_of(mutant: Mutant) -> FunctionType:
    """The function in memory whose body a mutant changes."""
    module = import_module(mutant.path.removesuffix(".py").replace("/", "."))
    found = unwrap(reduce(getattr, mutant.function.split("."), module))
    if not isinstance(found, FunctionType):
        raise TypeError(f"{mutant.function} of {mutant.path} is no plain function; is NUMBA_DISABLE_JIT=1 set?")
    return found


def _functions(tree: ast.AST, within: str) -> Iterator[tuple[ast.FunctionDef, str]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef):
            yield node, within + node.name
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, f"{within}{node.name}.")


def _changed_code(tree: ast.Module, path: Path, qualified: str, change: "_Change") -> CodeType:
    change.make()
    try:
        return _code_of(compile(tree, str(path), "exec", dont_inherit=True), qualified)
    finally:
        change.undo()


def _code_of(code: CodeType, qualified: str) -> CodeType:
    inner = [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    for candidate in inner:
        if candidate.co_qualname == qualified:
            return candidate
    (class_body,) = [candidate for candidate in inner if qualified.startswith(f"{candidate.co_qualname}.")]
    return _code_of(class_body, qualified)


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement of a function, also of blocks within it and of functions within it."""
    for statement in body:
        yield statement
        for name in ("body", "orelse", "finalbody"):
            yield from _statements(getattr(statement, name, []))
        for handler in getattr(statement, "handlers", []):
            yield from _statements(handler.body)


def _lines(statement: ast.stmt) -> tuple[int, int]:
    body = getattr(statement, "body", None)
    last = max(statement.lineno, body[0].lineno - 1) if body else statement.end_lineno or statement.lineno
    return statement.lineno, last


# ----------------------------------------------------------------------------- what is changed


@dataclass
class _Change:
    before: str
    after: str
    make: Callable[[], None]
    undo: Callable[[], None]


def _changes(statement: ast.stmt) -> Iterator[_Change]:
    if _can_go(statement):
        yield _deletion(statement)
    for owner, where, place, node in _expressions(statement):
        for other in _others(node):
            yield _replacement(owner, where, place, node, other)
        if (where == "test" and not isinstance(node, ast.Constant)) or (
            isinstance(owner, ast.BoolOp) and not isinstance(node, ast.BoolOp)
        ):
            for value in (True, False):
                yield _replacement(owner, where, place, node, ast.Constant(value))
    if isinstance(statement, ast.AugAssign) and type(statement.op) in OPERATORS:
        yield _other_operator(statement)


def _can_go(statement: ast.stmt) -> bool:
    """Whether a function without this statement would still run: who assigns a local name, or imports, must stay."""
    if isinstance(statement, ast.Expr):
        return not isinstance(statement.value, (ast.Constant, ast.Yield))
    if isinstance(statement, ast.Assign):
        return not any(isinstance(target, (ast.Name, ast.Tuple)) for target in statement.targets)
    return isinstance(statement, (ast.AugAssign, ast.Break, ast.Continue))


def _expressions(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.expr]]:
    """The expressions of one statement, outermost first, each with where it stands; not those of its block."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for place, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if isinstance(child, ast.expr):
                yield node, name, place, child
            if isinstance(child, (ast.expr, ast.comprehension, ast.keyword, ast.withitem)):
                yield from _expressions(child)


def _others(node: ast.expr) -> Iterator[ast.expr]:
    """What may stand in the place of an expression."""
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in COMPARISONS[type(operator)]:
                yield ast.Compare(node.left, [*node.ops[:place], other(), *node.ops[place + 1 :]], node.comparators)
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield from (ast.Constant(node.value + 1), ast.Constant(node.value - 1))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in EXTREMES:
        yield ast.Call(ast.Name(EXTREMES[node.func.id], ast.Load()), node.args, node.keywords)
        if len(node.args) > 1:
            for place in range(len(node.args)):
                rest = [*node.args[:place], *node.args[place + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.Call(node.func, rest, node.keywords)


def _replacement(owner: ast.AST, where: str, place: int | None, node: ast.expr, other: ast.expr) -> _Change:
    def put(what: ast.expr) -> None:
        if place is None:
            setattr(owner, where, what)
        else:
            getattr(owner, where)[place] = what

    other = ast.fix_missing_locations(ast.copy_location(other, node)) if not hasattr(other, "lineno") else other
    # a bare number or a condition says little: the expression around it is shown
    shown = owner if isinstance(owner, ast.expr) and isinstance(node, ast.Constant) else node
    before = ast.unparse(shown)
    put(other)
    after = ast.unparse(shown if shown is owner else other)
    put(node)
    return _Change(before, after, lambda: put(other), lambda: put(node))


def _deletion(statement: ast.stmt) -> _Change:
    kept, fields = statement.__class__, dict(statement.__dict__)

    def make() -> None:
        statement.__class__ = ast.Pass  # type: ignore[assignment]

    def undo() -> None:
        statement.__class__ = kept  # type: ignore[assignment]
        statement.__dict__.update(fields)

    return _Change(ast.unparse(statement), "pass", make, undo)


def _other_operator(statement: ast.AugAssign) -> _Change:
    kept, other = statement.op, OPERATORS[type(statement.op)]()
    before = ast.unparse(statement)
    statement.op = other
    after = ast.unparse(statement)
    statement.op = kept
    return _Change(before, after, lambda: setattr(statement, "op", other), lambda: setattr(statement, "op", kept))
