import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { DeviceIdentity } from "./identity";
import { Memory, pageStore } from "./model/memory";
import type { Me } from "./model/model";
import { type Settings, settingsFrom } from "./model/preferences";
import type { Greeting, Status } from "./net/connection";
import { WELCOME } from "./protocol/welcome.testing";

/** A device at an address, and what its connection is told to do. */
class FakeDevice {
  readonly memory = new Memory(pageStore());
  readonly tabMemory = new Memory(pageStore());
  readonly greetings: Greeting[] = [];
  stops = 0;
  readonly status = signal<Status>({ is: "open" });

  identity(path = "/", search = ""): DeviceIdentity {
    const settings: Settings = settingsFrom({ languages: ["ko"], stillness: false, contrast: false, lowData: false });
    const connection = { start: (greeting: Greeting) => this.greetings.push(greeting), stop: () => (this.stops += 1) };
    return new DeviceIdentity({
      address: { pathname: path, search, hash: "" },
      memory: this.memory,
      tabMemory: this.tabMemory,
      connection,
      settings: { now: signal(settings) },
      model: { me: signal<Me | null>(null), status: this.status },
    });
  }

  hello(): ReturnType<Greeting> | undefined {
    return this.greetings.at(-1)?.();
  }
}

test("a newcomer is asked for a name first, and says hello with it", () => {
  const device = new FakeDevice();
  const identity = device.identity();
  identity.restore();
  expect([identity.screen.value, device.greetings.length]).toEqual(["arrival", 0]);
  identity.arrive({ name: "까치", look: null });
  expect(identity.screen.value).toBe("hall");
  expect(device.hello()).toEqual({ lang: "ko", name: "까치" });
});

test("a device that keeps a token comes in without a question", () => {
  const device = new FakeDevice();
  device.identity().welcomed({ ...WELCOME, role: "citizen", token: "t-1" });
  const identity = device.identity();
  identity.restore();
  expect(identity.screen.value).toBe("hall");
  expect(device.hello()).toEqual({ lang: "ko", token: "t-1" });
  expect(identity.token()).toBe("t-1");
});

test("a link names a place and an entry; what is no name is left out", () => {
  const device = new FakeDevice();
  device.identity("/", "?place=plaza&entry=../etc").arrive(null);
  expect(device.hello()).toEqual({ lang: "ko", place: "plaza" });
});

test("an officer's sign-in is kept for this tab alone, and no citizen's token with it", () => {
  const device = new FakeDevice();
  const identity = device.identity("/officer");
  identity.restore();
  expect(identity.screen.value).toBe("sign-in");
  identity.signIn("o-1");
  identity.welcomed({ ...WELCOME, role: "officer", token: "t-1" });
  expect(identity.screen.value).toBe("desk");
  expect(device.hello()).toEqual({ lang: "ko", officer: "o-1" });
  expect(device.identity().token()).toBeNull();
});

test("an officer's page sends a citizen away", () => {
  const device = new FakeDevice();
  const identity = device.identity("/officer");
  identity.welcomed({ ...WELCOME, role: "citizen" });
  expect([identity.screen.value, device.stops]).toEqual(["sign-in", 1]);
});

test("leaving forgets the token and goes back to the first screen", () => {
  const device = new FakeDevice();
  const identity = device.identity();
  identity.welcomed({ ...WELCOME, role: "citizen", token: "t-1" });
  identity.leave();
  expect([identity.token(), identity.screen.value, device.stops]).toEqual([null, "arrival", 1]);
});

test("S10 a sign-in that the office has ended is not tried again", () => {
  const device = new FakeDevice();
  const officer = device.identity("/officer");
  officer.signIn("o-1");
  device.status.value = { is: "ended", code: 4403 };
  officer.reconnect();
  expect([officer.screen.value, device.greetings.length]).toEqual(["sign-in", 1]);
});

test("an officer whose sign-in has ended signs in again; everybody else connects again", () => {
  const device = new FakeDevice();
  device.status.value = { is: "ended", code: 4401 };
  const officer = device.identity("/officer");
  officer.reconnect();
  expect([officer.screen.value, device.greetings.length]).toEqual(["sign-in", 0]);
  device.identity().reconnect();
  expect(device.greetings).toHaveLength(1);
});
