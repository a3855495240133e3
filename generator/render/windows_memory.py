"""Work in, the same with a bound on the memory that Windows commits to the process out: a job object that holds the process alone.

A process cannot leave its job; where the bound is to be taken away, it is lifted. Where Windows refuses the job (before
Windows 8 a process that is in one already), there is only the budget.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from .limits import MOST_MEMORY

PROCESS_MEMORY = 0x100
"""JOB_OBJECT_LIMIT_PROCESS_MEMORY"""
EXTENDED = 9
"""JobObjectExtendedLimitInformation"""


class _Basic(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64), ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32), ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t), ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t), ("PriorityClass", ctypes.c_uint32), ("SchedulingClass", ctypes.c_uint32),
    )  # fmt: skip


class _Extended(ctypes.Structure):
    _fields_ = (
        ("BasicLimitInformation", _Basic), ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t), ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t), ("PeakJobMemoryUsed", ctypes.c_size_t),
    )  # fmt: skip


class _Counters(ctypes.Structure):
    _fields_ = (
        ("cb", ctypes.c_uint32), ("PageFaultCount", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in (
            "PeakWorkingSetSize", "WorkingSetSize", "QuotaPeakPagedPoolUsage", "QuotaPagedPoolUsage",
            "QuotaPeakNonPagedPoolUsage", "QuotaNonPagedPoolUsage", "PagefileUsage", "PeakPagefileUsage",
        )),
    )  # fmt: skip


@contextmanager
def limited() -> Iterator[None]:
    job = _job()
    if job is None:
        yield
        return
    _bound(job, _taken() + MOST_MEMORY * (1 << 20))
    try:
        yield
    finally:
        _bound(job, 0)


def _kernel() -> Any:
    kernel: Any = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 # there on Windows alone
    kernel.GetCurrentProcess.restype = kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
    kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    kernel.SetInformationJobObject.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
    kernel.K32GetProcessMemoryInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32)
    return kernel


@lru_cache(maxsize=1)
def _job() -> int | None:
    """The job of this process, made once."""
    kernel = _kernel()
    job: int | None = kernel.CreateJobObjectW(None, None)
    return job if job and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()) else None


def _bound(job: int, size: int) -> None:
    """0 lifts it."""
    limits = _Extended()
    limits.BasicLimitInformation.LimitFlags = PROCESS_MEMORY if size else 0
    limits.ProcessMemoryLimit = size
    _kernel().SetInformationJobObject(job, EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits))


def _taken() -> int:
    """Bytes that are committed to the process."""
    kernel, counters = _kernel(), _Counters()
    counters.cb = ctypes.sizeof(counters)
    kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb)
    return int(counters.PagefileUsage)
