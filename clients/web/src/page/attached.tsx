// Files that were submitted, as both sides read them: their name and size, a picture to look at, and all of them to save. Nothing in
// a file runs here: what is shown is the picture that the office drew anew, and everything else is a download (SPEC C28).
import "./styles/files.css";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { type FormAnswer, fileIdsOf } from "../model/form";
import type { AttachmentView, CaseView } from "../protocol/generated";
import { useApp } from "./context";
import { Button } from "./controls";
import { fetchFile, saveAs } from "./file-transfer";
import { sizeWords } from "./file-words";

export function Attached({ view, value }: { view: CaseView; value: FormAnswer }): JSX.Element {
  const { words } = useApp();
  const ids = fileIdsOf(value);
  const there = view.attachments ?? [];
  return (
    <ul class="file-list" aria-label={words.say("files-list")}>
      {ids.map((id) => (
        <AttachedRow key={id} file={there.find((each) => each.id === id)} />
      ))}
    </ul>
  );
}

function AttachedRow({ file }: { file: AttachmentView | undefined }): JSX.Element {
  const { words } = useApp();
  if (file === undefined) return <li class="file">{words.say("file-unknown")}</li>;
  return <FileRow file={file} />;
}

export function FileRow({ file }: { file: AttachmentView }): JSX.Element {
  const { words, identity } = useApp();
  const state = useSignal<"rest" | "busy" | "failed">("rest");
  const picture = useSignal<string | null>(null);
  useEffect(() => () => forget(picture.value), []);
  const fetched = async (use: (content: Blob) => void) => {
    state.value = "busy";
    const content = await fetchFile(file.url, identity.token());
    if (content !== null) use(content);
    state.value = content === null ? "failed" : "rest";
  };
  const show = () => void fetched((content) => (picture.value = URL.createObjectURL(content)));
  const hide = () => {
    forget(picture.value);
    picture.value = null;
  };
  const { name } = file;
  const isShown = picture.value !== null;
  return (
    <li class="file">
      <span class="file-name">{name}</span>
      <span class="hint">{words.say("file-about", { kind: file.kind.toUpperCase(), size: sizeWords(file.size) })}</span>
      <span class="row">
        {file.kind !== "pdf" && (
          <Button
            busy={state.value === "busy"}
            label={words.say(isShown ? "file-hide-label" : "file-show-label", { name })}
            onClick={isShown ? hide : show}
          >
            {words.say(isShown ? "file-hide" : "file-show")}
          </Button>
        )}
        <Button
          icon="download"
          busy={state.value === "busy"}
          label={words.say("document-download-label", { title: name })}
          onClick={() => void fetched((content) => saveAs(content, name))}
        >
          {words.say("document-download")}
        </Button>
      </span>
      {picture.value !== null && <img class="file-picture" src={picture.value} alt={words.say("file-alt", { name })} />}
      <p class="rejection" role="status">
        {state.value === "failed" && words.say("document-failed")}
      </p>
    </li>
  );
}

function forget(address: string | null): void {
  if (address !== null) URL.revokeObjectURL(address);
}
