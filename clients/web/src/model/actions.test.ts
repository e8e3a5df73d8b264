import { expect, test } from "vitest";
import { started } from "../net/fake-network.testing";
import { WELCOME } from "../protocol/welcome.testing";
import { Actions } from "./actions";
import type { Drafts } from "./drafts";
import { Model } from "./model";
import type { Motion } from "./motion";

function openOffice() {
  const network = started();
  network.wire.onopen?.();
  network.wire.hear(WELCOME);
  // neither motion nor drafts are asked for anything here
  const actions = new Actions(network.connection, new Model(), {} as Motion, {} as Drafts, () => 0);
  return { actions, network };
}

type Rows = readonly [name: string, ask: (actions: Actions, id: string) => Promise<unknown>];

const ROWS: readonly Rows[] = [
  ["ticket.undo", (actions, id) => actions.undoLeaving(id)],
  ["ticket.leave", (actions, id) => actions.leaveTicket(id)],
  ["ticket.later", (actions, id) => actions.comeLater(id, 5)],
  ["bell.ring", (actions, id) => actions.bell({ t: "bell.ring", service: id })],
  ["bell.answer", (actions, id) => actions.bell({ t: "bell.answer", bell: id })],
  ["inquiry.take", (actions, id) => actions.inquiry({ t: "inquiry.take", inquiry: id })],
  ["appointment.cancel", (actions, id) => actions.appointment({ t: "appointment.cancel", appointment: id })],
  ["announcement.withdraw", (actions, id) => actions.announce({ t: "announcement.withdraw", announcement: id })],
];

test.each(ROWS)("a %s that is under way or rejected shows at its own row alone", async (name, ask) => {
  const { actions, network } = openOffice();
  const rejected = ask(actions, "first");
  void ask(actions, "second");
  const { id } = network.wire.sent.at(-2) as { id: string };
  network.wire.hear({ t: "rejected", s: 1, id, code: "wrong_state" });
  await rejected;
  const shown = ["first", "second", "third"].map((thing) => actions.pending(`${name}.${thing}`).value.is);
  expect(shown).toEqual(["no", "asked", "rest"]);
});
