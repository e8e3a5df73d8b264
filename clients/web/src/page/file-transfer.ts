// Files over HTTP: sent to the office with their progress, fetched from it, taken away. Knows addresses and codes, no page.
import { isMap } from "../model/memory";
import { OFFICE_PATH } from "../office-path";
import type { UploadReply } from "./uploads";

const ADDRESS = `${OFFICE_PATH}/api/attachments`;
const NOT_NOW: ReadonlySet<number> = new Set([0, 429, 502, 503, 504]);

export interface FilePlace {
  readonly caseId: string;
  readonly field: string;
}

/** Send one file; `token`: of who sends it. Resolves with what the office said, also when it was not reached. */
export function sendFile(
  file: File,
  { caseId, field }: FilePlace,
  token: string | null,
  progress: (share: number) => void,
): Promise<UploadReply> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest(); // `fetch` tells no progress of what goes out
    request.open("POST", `${ADDRESS}?case=${encodeURIComponent(caseId)}&field=${encodeURIComponent(field)}`);
    request.setRequestHeader("Authorization", `Bearer ${token ?? ""}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(headerName(file.name)));
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onloadend = () => resolve(replyOf(request.status, request.responseText));
    request.send(file);
  });
}

/** Return the end of a name, in whole letters: a part of one is nothing that an address can hold. */
export function headerName(name: string): string {
  return [...name]
    .slice(-150)
    .join("")
    .replace(/\p{Surrogate}/gu, "");
}

/** Return what an answer of the office means for the file; status 0: it was not reached. */
export function replyOf(status: number, body: string): UploadReply {
  const said = parsed(body);
  if (status === 201 && typeof said.id === "string") return { is: "taken", id: said.id };
  const code = typeof said.code === "string" ? said.code : "";
  if (NOT_NOW.has(status) || status === 201) {
    const ms = typeof said.retry_ms === "number" ? said.retry_ms : null;
    const isSaid = (status === 503 && code === "storage") || (status === 429 && code === "too_fast");
    return { is: "later", code: isSaid ? code : "offline", ms };
  }
  return { is: "no", code };
}

function parsed(body: string): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(body);
    return isMap(said) ? said : {};
  } catch {
    return {};
  }
}

/** Take a file away that was not submitted; true: it is gone. What fails here goes by itself in time (SPEC C27). */
export async function removeFile(id: string, token: string | null): Promise<boolean> {
  const address = `${ADDRESS}/${encodeURIComponent(id)}`;
  const answer = await fetch(address, { method: "DELETE", headers: bearer(token) }).catch(() => null);
  return answer?.status === 204 || answer?.status === 404;
}

/** Return what the office has at this address; null when it does not give it. */
export async function fetchFile(url: string, token: string | null): Promise<Blob | null> {
  try {
    const response = await fetch(url, { headers: bearer(token) });
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}

function bearer(token: string | null): Record<string, string> {
  return { Authorization: `Bearer ${token ?? ""}` };
}

/** Save it as a file of this name on the device. */
export function saveAs(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
