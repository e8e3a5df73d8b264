// Everything this visitor knows, as signals: messages come in, the page and the drawn world read. Knows no socket and no page.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Status } from "../net/connection";
import type {
  AnyMessage,
  Appointments,
  AppointmentView,
  BarView,
  Bells,
  BellView,
  Called,
  Case,
  CaseEntry,
  CaseGone,
  CaseView,
  CounterView,
  Desk,
  InquiryView,
  LeftInquiry,
  Office,
  Person,
  Queue,
  Reports,
  ReportView,
  Room,
  Roster,
  Said,
  ServiceLine,
  Tickets,
  TicketView,
  Undoable,
  Welcome,
} from "../protocol/generated";

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly look: string;
  readonly role: Welcome["role"];
}

const CHAT_LINES_MAX = 200;
const TALKING: ReadonlySet<string> = new Set(["serving"]);

export class Model {
  readonly status: Signal<Status> = signal({ is: "off" });
  /** What the server knows of what was added within this version (SPEC W14). */
  readonly features: Signal<readonly string[]> = signal([]);
  /** The office cannot say yet who I am, or what is mine, and asks its database again by itself (SPEC S20). */
  readonly delayed = signal(false);
  readonly me: Signal<Me | null> = signal(null);
  readonly room: Signal<Room | null> = signal(null);
  readonly people: Signal<ReadonlyMap<number, Person>> = signal(new Map());
  readonly count = signal(0);
  readonly office: Signal<Office | null> = signal(null);
  readonly tickets: Signal<readonly TicketView[]> = signal([]);
  /** What I gave back just now, and can take back (SPEC T37). */
  readonly undo: Signal<readonly Undoable[]> = signal([]);
  readonly appointments: Signal<readonly AppointmentView[]> = signal([]);
  readonly bells: Signal<readonly BellView[]> = signal([]);
  readonly inquiries: Signal<readonly InquiryView[]> = signal([]);
  readonly reports: Signal<readonly ReportView[]> = signal([]);
  /** I may not be in the rooms now (SPEC R24). */
  readonly bar: Signal<BarView | null> = signal(null);
  readonly called: Signal<Called | null> = signal(null);
  readonly cases: Signal<ReadonlyMap<string, CaseView>> = signal(new Map());
  readonly chat: Signal<readonly Said[]> = signal([]);
  readonly desk: Signal<Desk | null> = signal(null);
  readonly queue: Signal<Queue | null> = signal(null);

  readonly isOfficer: ReadonlySignal<boolean> = computed(() =>
    ["officer", "supervisor"].includes(this.me.value?.role ?? ""),
  );
  readonly services: ReadonlySignal<ReadonlyMap<string, ServiceLine>> = computed(
    () => new Map((this.office.value?.services ?? []).map((service) => [service.id, service])),
  );
  readonly counters: ReadonlySignal<readonly CounterView[]> = computed(() => this.office.value?.counters ?? []);
  /** The ticket to show all the time: the one nearest to being served. */
  readonly ticket: ReadonlySignal<TicketView | null> = computed(() => nearest(this.tickets.value));
  /** The ticket I am being served with now, at a desk or in a booth. */
  readonly talking: ReadonlySignal<TicketView | null> = computed(
    () => this.tickets.value.find((ticket) => TALKING.has(ticket.state)) ?? null,
  );

  connectionChanged(status: Status): void {
    this.status.value = status;
    if (status.is !== "open") this.delayed.value = false;
  }

  welcomed(welcome: Welcome): void {
    this.delayed.value = false;
    const { visitor: id, name, look, role } = welcome;
    this.me.value = { id, name, look, role };
    this.features.value = welcome.features ?? [];
    if (!welcome.resumed) this.forget();
  }

  /** A fresh state follows: forget what was known of the office. What was said stays to be read. */
  private forget(): void {
    this.tickets.value = [];
    this.undo.value = [];
    this.appointments.value = [];
    this.bells.value = [];
    this.inquiries.value = [];
    this.reports.value = [];
    this.bar.value = null;
    this.called.value = null;
    this.cases.value = new Map();
    this.desk.value = null;
    this.queue.value = null;
  }

  /** Take one message. Kinds of a later version are left alone. */
  take(message: AnyMessage): void {
    const takers = this.takers as Record<string, ((message: never) => void) | undefined>;
    takers[message.t]?.(message as never);
  }

  private readonly takers = {
    room: (room: Room) => this.enter(room),
    roster: (roster: Roster) => this.roster(roster),
    office: (office: Office) => this.set(this.office, office),
    said: (said: Said) => this.set(this.chat, [...this.chat.value, said].slice(-CHAT_LINES_MAX)),
    tickets: (message: Tickets) => this.takeTickets(message),
    appointments: ({ appointments }: Appointments) => this.set(this.appointments, appointments),
    bells: ({ bells }: Bells) => this.set(this.bells, bells),
    inquiry: ({ inquiry }: LeftInquiry) =>
      this.set(this.inquiries, [...this.inquiries.value.filter(({ id }) => id !== inquiry.id), inquiry]),
    reports: ({ reports, bar = null }: Reports) => {
      const told = new Set(reports.map(({ id }) => id));
      this.reports.value = [...this.reports.value.filter(({ id }) => !told.has(id)), ...reports];
      this.bar.value = bar;
    },
    called: (called: Called) => this.set(this.called, called),
    case: ({ case: view }: Case) => this.set(this.cases, new Map(this.cases.value).set(view.id, view)),
    entry: (entry: CaseEntry) => this.takeEntry(entry),
    case_gone: ({ case: id }: CaseGone) =>
      this.set(this.cases, new Map([...this.cases.value].filter(([known]) => known !== id))),
    desk: (desk: Desk) => this.takeDesk(desk),
    delayed: () => this.set(this.delayed, true),
    queue: (queue: Queue) => this.set(this.queue, queue),
  };

  private set<T>(held: Signal<T>, value: T): void {
    held.value = value;
  }

  private enter(room: Room): void {
    this.room.value = room;
    this.people.value = new Map();
    this.count.value = 0;
  }

  private roster({ room, join, leave = [], whole = false, count }: Roster): void {
    if (room !== this.room.value?.room) return;
    const people = new Map(whole ? [] : this.people.value);
    for (const slot of leave) people.delete(slot);
    for (const person of join) people.set(person.a, person);
    this.people.value = people;
    this.count.value = count ?? people.size;
  }

  private takeDesk(desk: Desk): void {
    this.delayed.value = false; // a fresh state begins with it, as a citizen's with the tickets
    this.desk.value = desk;
  }

  private takeTickets({ tickets, undo = [] }: Tickets): void {
    this.delayed.value = false;
    this.undo.value = undo;
    this.tickets.value = tickets;
    const called = this.called.value;
    if (called === null) return;
    const now = tickets.find((ticket) => ticket.id === called.ticket.id);
    // An answered call stays "called" until the officer begins: only then, or when it is over, is the banner put away.
    if (now?.state !== "called") this.called.value = null;
  }

  private takeEntry({ case: id, entry }: CaseEntry): void {
    const view = this.cases.value.get(id);
    if (view === undefined || view.entries?.some((known) => known.n === entry.n)) return;
    this.cases.value = new Map(this.cases.value).set(id, { ...view, entries: [...(view.entries ?? []), entry] });
  }

  /** Put the banner of a call away: it was answered. */
  callAnswered(): void {
    this.called.value = null;
  }
}

const NEARNESS: readonly TicketView["state"][] = [
  "serving",
  "called",
  "waiting",
  "deferred",
  "transferred",
  "held",
  "missed",
];

function nearest(tickets: readonly TicketView[]): TicketView | null {
  const ranked = tickets.filter((ticket) => NEARNESS.includes(ticket.state));
  ranked.sort(
    (one, other) =>
      NEARNESS.indexOf(one.state) - NEARNESS.indexOf(other.state) || (one.place ?? 0) - (other.place ?? 0),
  );
  return ranked[0] ?? null;
}
