// Who answers for these pages, as the office's settings say: the masthead of the state, the foot of a page, the notice of a form.
import { type ReadonlySignal, signal } from "@preact/signals";
import type { JSX } from "preact";
import { isMap } from "../model/memory";
import { SITE } from "../net/addresses";
import type { Supplies } from "../net/supplies";
import { OFFICE_PATH } from "../office-path";
import type { Words } from "../protocol/generated";
import { useApp } from "./context";

/** Whatever the office did not set is not there. Addresses are http or https: the office says no other (`/api/site`). */
export interface Site {
  readonly name?: Words;
  readonly operator: Words;
  readonly official: boolean;
  readonly logo?: string;
  readonly privacy?: string;
  readonly accessibility?: string;
  readonly copyright?: Words;
  readonly address?: Words;
  readonly telephone?: string;
  readonly retention?: Words;
}

/** The site as soon as the office has told it; null until then, and where it cannot be fetched. */
export function loadedSite(supplies: Pick<Supplies, "json">): ReadonlySignal<Site | null> {
  const site = signal<Site | null>(null);
  supplies
    .json(SITE)
    .then((body) => {
      if (isMap(body)) site.value = body as unknown as Site;
    })
    .catch(() => undefined); // the page is whole without it
  return site;
}

export function Masthead(): JSX.Element | null {
  const { site, words } = useApp();
  return site.value?.official ? <p class="masthead">{words.say("site-official")}</p> : null;
}

/** Which office this is, where the server has several. */
export function OfficeName(): JSX.Element | null {
  const { site, words } = useApp();
  return OFFICE_PATH && site.value?.name ? <p class="office-name">{words.both(site.value.name)}</p> : null;
}

export function SiteIdentity(): JSX.Element | null {
  const { words } = useApp();
  const site = useApp().site.value;
  if (site === null) return null;
  const told = [words.both(site.address), site.telephone && words.say("site-telephone", { number: site.telephone })];
  return (
    <div class="site">
      <p>
        {site.logo && <img src={site.logo} alt="" height="32" />} <strong>{words.both(site.operator)}</strong>
      </p>
      {told.some(Boolean) && <p>{told.filter(Boolean).join(" · ")}</p>}
      <SiteLink address={site.privacy} name="site-privacy" />
      <SiteLink address={site.accessibility} name="site-accessibility" />
      {site.copyright && <p>{words.both(site.copyright)}</p>}
    </div>
  );
}

function SiteLink({ address, name }: { address: string | undefined; name: string }): JSX.Element | null {
  const { words } = useApp();
  if (address === undefined) return null;
  return (
    <a href={address} target="_blank" rel="noreferrer">
      {words.say(name)}
    </a>
  );
}

/** What becomes of what a form asks for, before it is submitted. Says no term that the office did not set. */
export function PrivacyNotice(): JSX.Element | null {
  const { words } = useApp();
  const site = useApp().site.value;
  if (site === null) return null;
  return (
    <p class="hint">
      {words.say("form-privacy", { operator: words.both(site.operator) })} {words.both(site.retention)}{" "}
      <SiteLink address={site.privacy} name="site-privacy" />
    </p>
  );
}
