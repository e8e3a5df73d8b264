// Where an officer is told by mail when somebody rings and nobody is at a counter, and whether a test came there (SPEC S34).
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { isMap } from "../../model/memory";
import { useApp } from "../context";
import { Button } from "../controls";
import { type Reply, request, type Told } from "../office-request";
import { Field, type Rejection, Why } from "./controls";
import { text } from "./told";

const PATH = "/api/account/address";
const ASK_EVERY_MS = 2_000; // while a test is on its way

interface OwnAddressTold {
  readonly mail: string;
  readonly isPossible: boolean;
  readonly test: string;
}

function addressOf(told: Told): OwnAddressTold {
  const test = isMap(told.test) ? text(told.test.state) : "";
  return { mail: text(told.mail), isPossible: told.possible === true, test };
}

export function OwnAddress(): JSX.Element | null {
  const app = useApp();
  const { say, sayOr } = app.words;
  const own = useSignal<OwnAddressTold | null>(null);
  const typed = useSignal("");
  const [why, busy, done] = [useSignal<Rejection | null>(null), useSignal(false), useSignal("")];
  const take = (reply: Reply): boolean => {
    why.value = "no" in reply ? reply : null;
    if ("told" in reply) own.value = addressOf(reply.told);
    return "told" in reply;
  };
  const look = async () => take(await request(app, PATH));
  useEffect(() => {
    void look().then(() => (typed.value = own.value?.mail ?? ""));
  }, []);
  const isOnItsWay = own.value?.test === "waiting";
  useEffect(() => {
    if (!isOnItsWay) return;
    const asks = setInterval(() => void look(), ASK_EVERY_MS);
    return () => clearInterval(asks);
  }, [isOnItsWay]);
  if (own.value === null) return null;
  const send = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    const isTaken = take(await request(app, PATH, { mail: typed.value }));
    busy.value = false;
    done.value = isTaken ? (own.value?.mail ? "account-address-set" : "account-address-removed") : "";
  };
  const test = async () => {
    done.value = "";
    take(await request(app, `${PATH}/test`, null));
  };
  const { mail, isPossible, test: state } = own.value;
  return (
    <section aria-labelledby="account-address">
      <h3 id="account-address">{say("account-address-title")}</h3>
      <p class="hint">{say(isPossible ? "account-address-lead" : "account-address-no-mail")}</p>
      <p role="status">
        {done.value === ""
          ? state && sayOr(`account-address-test-${state}`, "account-address-test-other")
          : say(done.value)}
      </p>
      <form
        class="sure account-form"
        noValidate
        aria-label={say("account-address-title")}
        onSubmit={(event) => void send(event)}
      >
        <Field
          id="own-address"
          label={say("account-address-mail")}
          hint={say("account-address-mail-hint")}
          complete="email"
          value={typed.value}
          write={(value) => (typed.value = value)}
        />
        <Why of={why} />
        <div class="row">
          <button type="submit" class="button primary" aria-busy={busy.value}>
            {say("account-address-save")}
          </button>
          {isPossible && mail && <Button onClick={() => void test()}>{say("account-address-test")}</Button>}
        </div>
      </form>
    </section>
  );
}
