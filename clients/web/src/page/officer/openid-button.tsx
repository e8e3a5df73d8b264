// The sign-in by the city's own accounts, beside the password: a button where the office has a provider, and the way back (SPEC S31).
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useApp } from "../context";
import { Button } from "../controls";
import { request } from "../office-request";
import { bound, comesBack, finish, isSet } from "./openid";

export function OpenIdButton(): JSX.Element | null {
  const app = useApp();
  const { say, sayOr } = app.words;
  const [isThere, busy, fault] = [useSignal(false), useSignal(false), useSignal("")];
  const comes = async () => {
    busy.value = true;
    const reply = await finish(app);
    busy.value = false;
    if ("told" in reply && typeof reply.told.token === "string") app.identity.signIn(reply.told.token);
    else fault.value = "no" in reply ? reply.no : "not_proven";
  };
  const goes = async () => {
    busy.value = true;
    const reply = await request(app, "/api/officer/openid/start", { binding: bound() });
    if ("told" in reply && typeof reply.told.address === "string") location.assign(reply.told.address);
    else {
      busy.value = false;
      fault.value = "no" in reply ? reply.no : "provider_away";
    }
  };
  useEffect(() => {
    if (comesBack(location.search) !== null) void comes();
    void isSet(app).then((found) => (isThere.value = found));
  }, []);
  if (!isThere.value && fault.value === "") return null;
  return (
    <div class="openid">
      <p class="fault" role="alert">
        {fault.value && sayOr(`sign-in-${fault.value}`, "sign-in-failed")}
      </p>
      <Button busy={busy.value} onClick={() => void goes()}>
        {say("sign-in-openid")}
      </Button>
    </div>
  );
}
