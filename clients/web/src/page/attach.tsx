// A question that is answered by files: choose, photograph or drop; what is on its way, what is there, take away, try again.
// What is at the office is part of the draft; what is on its way stays in memory while the page lives (SPEC C24, C27).
import "./styles/files.css";
import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type FilesAsked, type FormAnswer, fileIdsOf, type Question } from "../model/form";
import { type AttachmentView, FILE_BYTES_MAX } from "../protocol/generated";
import { type App, useApp } from "./context";
import { Button } from "./controls";
import { removeFile, sendFile } from "./file-transfer";
import { kindNames, sizeWords } from "./file-words";
import { type Upload, Uploads } from "./uploads";

/** In place of a question: what is shown in the conversation (SPEC C31). */
export const TALK = "talk";
const PICTURES = new Set(["jpeg", "png", "webp"]);
const kept = new Map<string, Uploads>();

interface FilesProps {
  readonly id: string;
  readonly asked: Question;
  readonly value: FormAnswer;
  readonly isFaulty: boolean;
  readonly type: (name: string, value: FormAnswer) => void;
  /** The case whose form this is. */
  readonly of: string;
}

/** True while a file of this question would be lost if it were handed in now. */
export function isUploading(caseId: string, field: string): boolean {
  return kept.get(`${caseId} ${field}`)?.isUnfinished ?? false;
}

export function FilesInput(props: FilesProps): JSX.Element | null {
  return props.asked.files === null ? null : <FilesBox {...props} files={props.asked.files} />;
}

function FilesBox({ id, asked, value, isFaulty, type, of, files }: FilesProps & { files: FilesAsked }): JSX.Element {
  const app = useApp();
  const { words, model, identity, drafts } = app;
  const uploads = uploadsOf(app, of, asked.name);
  const news = useSignal("");
  const box = useRef<HTMLDivElement>(null);
  const ids = fileIdsOf(value);
  const there = model.cases.value.get(of)?.attachments ?? [];
  const shown = uploads.shown.value;
  const room = files.most - ids.length - shown.filter(({ state }) => state !== "failed").length;
  useTriedAgain(app, uploads);
  useTold(ids, there, (name) => (news.value = words.say("files-done", { name })));
  const add = (list: FileList | null) => {
    const chosen = [...(list ?? [])];
    uploads.add(chosen.slice(0, Math.max(0, room)), files.kinds.map(mediaType));
    news.value = chosen.length > room ? words.say("files-full", { most: files.most }) : "";
  };
  const remove = async (file: AttachmentView | undefined, fileId: string) => {
    const name = file?.name ?? "";
    if (file?.until != null && !(await removeFile(fileId, identity.token()))) {
      news.value = words.say("files-not-removed", { name });
      return;
    }
    const left = fileIdsOf(drafts.valueOf(of, asked.name)).filter((each) => each !== fileId); // others may have come or gone
    type(asked.name, left.join(" ") || null);
    news.value = words.say("files-removed", { name });
    box.current?.querySelector("button")?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped here as well; the buttons in it do the same
    <div
      class="files"
      ref={box}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        add(event.dataTransfer?.files ?? null);
      }}
    >
      <p class="hint" id={`${id}-bounds`}>
        {words.say("files-about", {
          kinds: kindNames(files.kinds, words),
          most: files.most,
          size: sizeWords(FILE_BYTES_MAX),
        })}
      </p>
      <Choosers id={id} isFaulty={isFaulty} kinds={files.kinds} add={add} isFull={room <= 0} most={files.most} />
      <ul class="file-list" aria-label={words.say("files-list")}>
        {ids.map((fileId) => (
          <ThereRow
            key={fileId}
            file={there.find((each) => each.id === fileId)}
            remove={(file) => void remove(file, fileId)}
          />
        ))}
        {shown.map((upload) => (
          <UploadRow key={upload.key} upload={upload} uploads={uploads} />
        ))}
      </ul>
      <p class="hint" role="status">
        {news.value}
      </p>
    </div>
  );
}

/** The uploads of one question: there as long as the page is, whatever is open on it. */
export function uploadsOf({ identity, drafts }: App, caseId: string, field: string): Uploads {
  const key = `${caseId} ${field}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const powers = {
    send: (file: File, progress: (share: number) => void) =>
      sendFile(file, { caseId, field }, identity.token(), progress),
    later: (run: () => void, ms: number) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
  const taken = (id: string) => {
    if (field === TALK) return; // the office tells it with the case
    const ids = fileIdsOf(drafts.valueOf(caseId, field));
    if (!ids.includes(id)) drafts.type(caseId, field, [...ids, id].join(" "));
  };
  const made = new Uploads(powers, taken, (id) => void removeFile(id, identity.token()));
  kept.set(key, made);
  return made;
}

/** When the line is back, what waits goes at once; who leaves while something is on its way is asked by the browser. */
export function useTriedAgain({ model }: App, uploads: Uploads): void {
  const isOpen = model.status.value.is === "open";
  useEffect(() => {
    if (isOpen) uploads.again();
  }, [isOpen]);
  const isUnfinished = useComputed(() => uploads.isUnfinished).value;
  useEffect(() => {
    if (!isUnfinished) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [isUnfinished]);
}

/** Tell each file once that comes to be there while one looks on. */
function useTold(ids: readonly string[], there: readonly AttachmentView[], tell: (name: string) => void): void {
  const known = useRef(new Set(ids));
  useEffect(() => {
    for (const file of there) {
      if (!ids.includes(file.id) || known.current.has(file.id)) continue;
      known.current.add(file.id);
      tell(file.name);
    }
  }, [ids.join(" "), there]);
}

interface ChoosersProps {
  readonly id: string;
  readonly isFaulty: boolean;
  readonly kinds: readonly string[];
  readonly isFull: boolean;
  readonly most: number;
  /** Whether files may be dropped around it. */
  readonly canDrop?: boolean;
  readonly add: (files: FileList | null) => void;
}

export function Choosers({ id, isFaulty, kinds, isFull, most, canDrop = true, add }: ChoosersProps): JSX.Element {
  const { say } = useApp().words;
  if (isFull) return <p class="hint">{say("files-full", { most })}</p>;
  const pictures = kinds.filter((kind) => PICTURES.has(kind));
  const shared = { about: `${id}-hint ${id}-bounds ${id}-fault`, isFaulty, add };
  return (
    <div class="row">
      <Chooser {...shared} name="files-choose" accept={kinds.map(mediaType).join()} />
      {pictures.length > 0 && matchMedia("(pointer: coarse)").matches && (
        <Chooser {...shared} name="files-photo" accept={pictures.map(mediaType).join()} capture />
      )}
      {canDrop && !matchMedia("(pointer: coarse)").matches && <span class="hint">{say("files-drop")}</span>}
    </div>
  );
}

interface ChooserProps {
  readonly name: "files-choose" | "files-photo";
  readonly about: string;
  readonly isFaulty: boolean;
  readonly accept: string;
  readonly capture?: boolean;
  readonly add: (files: FileList | null) => void;
}

function Chooser({ name, about, isFaulty, accept, capture = false, add }: ChooserProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="button secondary"
        aria-describedby={about}
        data-faulty={isFaulty || undefined}
        onClick={() => input.current?.click()}
      >
        {useApp().words.say(name)}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={!capture}
        accept={accept}
        capture={capture ? "environment" : undefined}
        onChange={({ currentTarget }) => {
          add(currentTarget.files);
          currentTarget.value = ""; // the same file may be chosen again
        }}
      />
    </>
  );
}

interface ThereProps {
  /** Not told yet, or gone meanwhile: undefined. */
  readonly file: AttachmentView | undefined;
  readonly remove: (file: AttachmentView | undefined) => void;
}

function ThereRow({ file, remove }: ThereProps): JSX.Element {
  const { words } = useApp();
  const name = file?.name ?? words.say("file-unknown");
  return (
    <li class="file">
      <span class="file-name">{name}</span>
      {file && (
        <span class="hint">
          {words.say("file-about", { kind: file.kind.toUpperCase(), size: sizeWords(file.size) })}
          {file.until != null && ` · ${words.say("files-until", { day: words.when(file.until) })}`}
        </span>
      )}
      <Button kind="quiet" label={words.say("files-remove-label", { name })} onClick={() => remove(file)}>
        {words.say("files-remove")}
      </Button>
    </li>
  );
}

export function UploadRow({ upload, uploads }: { upload: Upload; uploads: Uploads }): JSX.Element {
  const { words } = useApp();
  const { name, key, state } = upload;
  return (
    <li class={state === "failed" ? "file is-faulty" : "file"}>
      <span class="file-name">{name}</span>
      <span class={state === "failed" ? "fault" : "hint"} role={state === "failed" ? "alert" : undefined}>
        <StateWords upload={upload} />
      </span>
      {state === "sends" && <progress max={1} value={upload.share} aria-label={words.say("files-sends", { name })} />}
      <span class="row">
        {state === "waits" && upload.code !== "" && (
          <Button label={words.say("files-retry-label", { name })} onClick={() => uploads.again()}>
            {words.say("files-retry")}
          </Button>
        )}
        <Button kind="quiet" label={words.say("files-remove-label", { name })} onClick={() => uploads.drop(key)}>
          {words.say("files-remove")}
        </Button>
      </span>
    </li>
  );
}

function StateWords({ upload: { state, share, code } }: { upload: Upload }): JSX.Element {
  const { say, has } = useApp().words;
  if (state === "sends") return <>{say("files-percent", { percent: Math.round(share * 100) })}</>;
  if (code === "") return <>{say("files-waits")}</>;
  const known = has(`file-fault-${code}`) ? code : "other";
  return <>{say(`file-fault-${known}`, { size: sizeWords(FILE_BYTES_MAX) })}</>;
}

export function mediaType(kind: string): string {
  return kind === "pdf" ? "application/pdf" : `image/${kind}`;
}
