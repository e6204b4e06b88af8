"""What `%attach kuberay://NAMESPACE/CLUSTER` means: a RayCluster, and the context of the kubeconfig."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from farfield_engine.errors import AttachError

SCHEME = "kuberay://"
FORM = "kuberay://NAMESPACE/CLUSTER"

_LONGEST = 1000
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
"""A name by RFC 1123, as that of a namespace has to be."""


@dataclass(frozen=True, slots=True)
class KubeRayTarget:
    """A RayCluster. context: of the kubeconfig; empty for the one that is current there."""

    namespace: str
    cluster: str
    context: str = ""

    def __str__(self) -> str:
        asked = f"?context={quote(self.context, safe=':/@._-')}" if self.context else ""
        return f"{SCHEME}{self.namespace}/{self.cluster}{asked}"


def parse_kuberay(text: str) -> KubeRayTarget:
    """The target. Raises AttachError that names what is wrong with it."""
    shown = text.strip()
    if not shown.lower().startswith(SCHEME):
        raise AttachError(f"a target for this begins with '{SCHEME}': {FORM}")
    if len(shown) > _LONGEST:
        raise AttachError(f"the target is too long: {len(shown)} characters")
    if not shown.isprintable() or any(character.isspace() for character in shown):
        raise AttachError(f"the target {shown!r} has a space or control character in it")
    if "#" in shown:
        # What follows may be a secret.
        raise AttachError(
            f"a {SCHEME} target holds no token: Kubernetes knows you by your kubeconfig; write '{FORM}'"
        )
    place, asked, query = shown[len(SCHEME) :].partition("?")
    if "@" in place:
        raise AttachError(
            f"a {SCHEME} target names no user: your kubeconfig says who you are; write '{FORM}'"
        )
    parts = place.removesuffix("/").split("/")
    if len(parts) != 2 or not all(parts):
        raise AttachError(
            f"'{shown}' does not name a namespace and a RayCluster in it; write '{FORM}' "
            "('kubectl get rayclusters -A' lists them)"
        )
    namespace, cluster = parts
    _check("namespace", namespace, shown)
    # It may have dots, but is the value of a label as well, which ends after 63 characters.
    if len(cluster) > 63:
        raise AttachError(f"'{shown}': the name of a RayCluster has at most 63 characters")
    for label in cluster.split("."):
        _check("RayCluster", label, shown, cluster)
    return KubeRayTarget(namespace, cluster, _context(query, shown) if asked else "")


def _check(what: str, label: str, shown: str, name: str = "") -> None:
    if not _LABEL.fullmatch(label):
        raise AttachError(
            f"'{shown}': no {what} can be called '{name or label}': such names have small letters, "
            "digits and '-' between them"
        )


def _context(query: str, shown: str) -> str:
    context = ""
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if name != "context":
            raise AttachError(
                f"'{shown}': '{name}' is unknown here; 'context' is all that can follow the '?' "
                "(another kubeconfig is named by KUBECONFIG)"
            )
        if context:
            raise AttachError(f"'{shown}' names two contexts")
        context = unquote(value)
        if not context or not context.isprintable():
            raise AttachError(
                f"'{shown}': '?context=' is followed by the name of a context of the kubeconfig"
            )
    return context
