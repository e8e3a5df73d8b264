// Documents that were issued: fetched with the person's own token alone (SPEC C8), then saved as a file.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { DocumentView } from "../protocol/generated";
import { useApp } from "./context";
import { Button } from "./controls";
import { fetchFile, saveAs } from "./file-transfer";

export function Documents({ documents }: { documents: readonly DocumentView[] }): JSX.Element | null {
  const { words } = useApp();
  if (documents.length === 0) return null;
  return (
    <section class="documents" aria-label={words.say("documents")}>
      <h4>{words.say("documents")}</h4>
      <ul>
        {documents.map((document) => (
          <DocumentRow key={document.number} issued={document} />
        ))}
      </ul>
    </section>
  );
}

function DocumentRow({ issued }: { issued: DocumentView }): JSX.Element {
  const { words, identity } = useApp();
  const state = useSignal<"rest" | "busy" | "failed">("rest");
  const save = async () => {
    state.value = "busy";
    state.value = (await download(issued, words.both(issued.title), identity.token())) ? "rest" : "failed";
  };
  return (
    <li class="document">
      <span class="document-title">{words.both(issued.title)}</span>
      <span class="hint">{words.say("document-about", { number: issued.number, day: words.when(issued.issued) })}</span>
      {issued.revoked != null && (
        <p class="fault">{words.say("document-revoked", { day: words.when(issued.revoked) })}</p>
      )}
      <Button
        kind={issued.revoked == null ? "primary" : "secondary"}
        icon="download"
        busy={state.value === "busy"}
        label={words.say("document-download-label", { title: words.both(issued.title) })}
        onClick={() => void save()}
      >
        {words.say("document-download")}
      </Button>
      <p class="rejection" role="status">
        {state.value === "failed" && words.say("document-failed")}
      </p>
    </li>
  );
}

/** True when the file is on its way to the person's folder. */
async function download(issued: DocumentView, title: string, token: string | null): Promise<boolean> {
  const file = await fetchFile(issued.url, token);
  if (file !== null) saveAs(file, `${title} ${issued.number}.pdf`);
  return file !== null;
}
