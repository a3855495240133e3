"""A passphrase in, a bureau's key in one protected file out; such a file in, what signs with it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..codes import issuing as codes
from ..diagnostic import Diagnostic, Label
from ..source import whole_file

if TYPE_CHECKING:
    from securesystemslib.signer import CryptoSigner

SHORTEST = 8
"""Characters of a passphrase: the file that it protects is all that a forger would need."""


def lacking() -> Diagnostic | None:
    """What has to be installed first, if anything."""
    import importlib.util

    missing = [name for name in ("tuf", "securesystemslib", "cryptography") if importlib.util.find_spec(name) is None]
    if not missing:
        return None
    fact = f"没有装签名用的库（{'、'.join(missing)}）"
    return Diagnostic(codes.NO_LIBRARY, fact, Label(whole_file("命令行")), help='运行 pip install "zipingbao[issue]"')


def new_key(passphrase: str) -> tuple[bytes, str]:
    """An Ed25519 key as PEM, encrypted, and its fingerprint."""
    from cryptography.hazmat.primitives import serialization as forms
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from securesystemslib.signer import CryptoSigner

    key = Ed25519PrivateKey.generate()
    locked = forms.BestAvailableEncryption(passphrase.encode("utf-8"))
    data = key.private_bytes(forms.Encoding.PEM, forms.PrivateFormat.PKCS8, locked)
    return data, spelt(CryptoSigner(key).public_key.keyid)


def signer(data: bytes, passphrase: str, name: str) -> CryptoSigner | Diagnostic:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from securesystemslib.signer import CryptoSigner

    try:
        key = load_pem_private_key(data, passphrase.encode("utf-8"))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return Diagnostic(codes.KEY, f"{name} 打不开：口令不对，或者不是钥匙文件", Label(whole_file(name)))
    if not isinstance(key, Ed25519PrivateKey):
        return Diagnostic(codes.KEY, f"{name} 不是 zipingbao pack key 做的钥匙", Label(whole_file(name)))
    return CryptoSigner(key)


def spelt(keyid: str) -> str:
    """A fingerprint as people read it to each other: 128 bits, in fours."""
    return " ".join(keyid[at : at + 4] for at in range(0, 32, 4))
