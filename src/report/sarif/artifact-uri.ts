// Paths as URIs (RFC 3986). Everything but letters, digits and a few marks is percent-encoded, so a path can neither
// leave its root by a scheme nor put anything into a viewer.
import type { ArtifactLocation } from 'sarif';

/** The name under which a run's paths are relative to the repository's root. GitHub's viewers know it. */
export const sourceRootId = 'SRCROOT';

// Paths show bytes that are not UTF-8 as `\xNN`; in the URI they are those bytes again.
const shownByte = /\\x([89a-f][0-9a-f])/;

/** A path relative to the repository's root, as SARIF refers to it. */
export function artifactLocation(path: string): ArtifactLocation {
  return { uri: path.split('/').map(encodeSegment).join('/'), uriBaseId: sourceRootId };
}

/** An absolute folder as a `file:` URI; it ends with a slash, as SARIF demands of a base. */
export function folderUri(folder: string): string {
  const path = folder.replaceAll('\\', '/').split('/').map(encodeSegment).join('/');
  return `file://${path.startsWith('/') ? '' : '/'}${path}${path.endsWith('/') ? '' : '/'}`;
}

function encodeSegment(segment: string): string {
  return segment
    .split(shownByte)
    .map((part, index) => (index % 2 === 1 ? `%${part.toUpperCase()}` : encodeText(part)))
    .join('');
}

/** encodeURIComponent, which throws at lone surrogates, and for the four marks that it leaves and quotes would suffer from. */
function encodeText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
