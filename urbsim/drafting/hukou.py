"""Rules of settling: words alone (`全面放开落户限制`, `参保满一年即可落户`) are a measure, not a number."""

from __future__ import annotations

import re
from typing import Final

VARIABLE: Final = "hukou"
"""What such a measure is of: the lever of that name."""

_BARRIER: Final = "(?:落户|入户|户籍|户口)(?:的)?(?:限制|条件|门槛|政策|壁垒|通道|准入|迁移|管理|登记)?"
_RULE: Final = re.compile(
    rf"(?:放开|放宽|取消|降低|清除|消除|破除|畅通|拓宽|剥离)[^,;。]{{0,28}}?{_BARRIER}"
    r"|(?:即可|均可|都可|可以?|准予|允许|鼓励)[^,;。]{0,16}(?:落户|登记[^,;。]{0,6}户口|迁入户口|转为[^,;。]{0,6}户口)"
    r"|(?:零门槛|自由|应落尽落|愿落尽落)[^,;。]{0,6}落户|落户[^,;。]{0,6}(?:零门槛|零限制|应落尽落|自由)"
    r"|经常居住地登记户口|积分落户(?:政策|制度|办法)"
)


def states_hukou_rule(clause: str) -> bool:
    """Whether a clause says under which terms people may settle, without saying how many do."""
    return bool(_RULE.search(clause))
