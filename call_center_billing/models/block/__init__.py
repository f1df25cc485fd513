from . import call_prompt
from . import call_prompt_audio
from . import call_block_reason
from . import call_block
from . import call_block_lift
from . import call_number
from . import res_partner
