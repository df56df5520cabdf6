"""Arrays lent to a kernel without reference counting.

Numba counts a reference to every array of a tuple at every call that passes the tuple on;
with thirty arrays that costs more than the call's work and makes threads wait for each
other. A kernel is lent its arguments once: the caller keeps them alive while it runs.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from urbsim.households.compiling import INTERPRETED


@intrinsic
def borrowed(typing_context, values):  # type: ignore[no-untyped-def]
    """The same named tuple, its arrays without an owner (in compiled code only)."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        whole = arguments[0]
        for position, kind in enumerate(values.types):
            if not isinstance(kind, types.Array):
                continue
            array = context.make_array(kind)(context, builder, builder.extract_value(whole, position))
            array.meminfo = ir.Constant(array.meminfo.type, None)
            array.parent = ir.Constant(array.parent.type, None)
            whole = builder.insert_value(whole, array._getvalue(), position)
        return whole

    return values(values), build


def as_it_is(values: Any) -> Any:
    """The tuple itself: interpreted code lends nothing."""
    return values


lent = as_it_is if INTERPRETED else borrowed
