// Files in the conversation of a case: both sides read them, its citizen adds some (SPEC C31).
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { type CaseView, FILE_BYTES_MAX, FILES_OF_CASE_MAX } from "../protocol/generated";
import { Choosers, mediaType, TALK, UploadRow, uploadsOf, useTriedAgain } from "./attach";
import { FileRow } from "./attached";
import { useApp } from "./context";
import { kindNames, sizeWords } from "./file-words";

const KINDS = ["jpeg", "png", "webp", "pdf"];

/** `canAdd`: something may be written there now. */
export function TalkFiles({ view, canAdd }: { view: CaseView; canAdd: boolean }): JSX.Element | null {
  const { words, model } = useApp();
  const there = (view.attachments ?? []).filter(({ field }) => field === TALK);
  const adds = canAdd && !model.isOfficer.value && model.features.value.includes("attachments");
  if (there.length === 0 && !adds) return null;
  return (
    <section class="files" aria-label={words.say("talk-files")}>
      <ul class="file-list" aria-label={words.say("files-list")}>
        {there.map((file) => (
          <FileRow key={file.id} file={file} />
        ))}
      </ul>
      {adds && <AddToTalk view={view} count={view.attachments?.length ?? 0} />}
    </section>
  );
}

function AddToTalk({ view, count }: { view: CaseView; count: number }): JSX.Element {
  const app = useApp();
  const { words } = app;
  const uploads = uploadsOf(app, view.id, TALK);
  const news = useSignal("");
  const isOpen = useSignal(false);
  useTriedAgain(app, uploads);
  const shown = uploads.shown.value;
  const room = FILES_OF_CASE_MAX - count - shown.filter(({ state }) => state !== "failed").length;
  const id = `talk-files-${view.id}`;
  const add = (list: FileList | null) => {
    const chosen = [...(list ?? [])];
    uploads.add(chosen.slice(0, Math.max(0, room)), KINDS.map(mediaType));
    news.value = chosen.length > room ? words.say("files-full", { most: FILES_OF_CASE_MAX }) : "";
  };
  return (
    <details open={isOpen.value || shown.length > 0} onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>{words.say("talk-files-add")}</summary>
      <div class="files">
        <p class="hint" id={`${id}-bounds`}>
          {words.say("talk-files-about", { kinds: kindNames(KINDS, words), size: sizeWords(FILE_BYTES_MAX) })}
        </p>
        <Choosers
          id={id}
          isFaulty={false}
          kinds={KINDS}
          add={add}
          isFull={room <= 0}
          most={FILES_OF_CASE_MAX}
          canDrop={false}
        />
        <ul class="file-list" aria-label={words.say("talk-files-coming")}>
          {shown.map((upload) => (
            <UploadRow key={upload.key} upload={upload} uploads={uploads} />
          ))}
        </ul>
        <p class="hint" role="status">
          {news.value}
        </p>
      </div>
    </details>
  );
}
