"""The probe in Python for Windows. Put lifeline_probe.dll beside this file."""
import ctypes
import os


class Facts(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("peer", ctypes.c_char_p), ("by", ctypes.c_char_p),
                ("sequence", ctypes.c_uint64), ("size", ctypes.c_uint64),
                ("checksum", ctypes.c_uint64), ("deadline_ms", ctypes.c_uint32),
                ("code", ctypes.c_uint32)]


IS_WANTED = "LIFELINE_RUN" in os.environ or "LIFELINE_LOG" in os.environ
DLL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lifeline_probe.dll")
_probe = ctypes.CDLL(DLL) if IS_WANTED else None  # CDLL is cdecl


def _tell(call, name, facts):
    if _probe:
        texts = {key: value.encode() for key, value in facts.items() if isinstance(value, str)}
        getattr(_probe, call)(None, ctypes.byref(Facts(name=name.encode(), **{**facts, **texts})))


def step(name, **facts):
    """A named place, at which a scenario can strike."""
    _tell("lifeline_step", name, facts)


def report(name, **facts):
    """A fact that the program tells of itself."""
    _tell("lifeline_report", name, facts)
