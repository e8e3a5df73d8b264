// How the servers stand, for supervisors: each node with its load, and which has which office (SPEC N19). Asks again by itself.
import { type Signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { type App, useApp } from "../context";
import { Button } from "../controls";
import { type Cluster, clusterOf, type OwnedOffice, type ServerNode } from "./cluster";

const AGAIN_MS = 5_000;
const ADDRESS = "/api/cluster"; // of the server, whichever office one works in

type Answer = Cluster | "asking" | "alone" | "not_allowed" | "failed";

export function ServersPanel(): JSX.Element {
  const app = useApp();
  const answer = useSignal<Answer>("asking");
  const ask = async () => {
    answer.value = await asked(app);
  };
  useEffect(() => {
    void ask();
    const timer = setInterval(() => void ask(), AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="servers">
      <Told answer={answer} />
      <Button busy={answer.value === "asking"} onClick={() => void ask()}>
        {app.words.say("servers-again")}
      </Button>
    </div>
  );
}

function Told({ answer }: { answer: Signal<Answer> }): JSX.Element {
  const { words } = useApp();
  const told = answer.value;
  if (typeof told === "string") return <p role="status">{words.say(`servers-${told}`)}</p>;
  return (
    <>
      {!told.isWhole && <p role="status">{words.say("servers-no_redis")}</p>}
      <Rows title="servers-nodes">
        {told.nodes.map((node) => (
          <NodeRow key={node.id} node={node} />
        ))}
      </Rows>
      <Rows title="servers-offices">
        {told.offices.map((office) => (
          <OfficeRow key={office.id} office={office} />
        ))}
      </Rows>
    </>
  );
}

type Title = "servers-nodes" | "servers-offices";

function Rows({ title, children }: { title: Title; children: JSX.Element[] }): JSX.Element {
  const { words } = useApp();
  return (
    <section aria-labelledby={title}>
      <h3 id={title}>{words.say(title, { count: children.length })}</h3>
      <ul class="people-list">{children}</ul>
    </section>
  );
}

function NodeRow({ node }: { node: ServerNode }): JSX.Element {
  const { words } = useApp();
  const { offices, people, passedOn: passed } = node;
  return (
    <li class="person">
      <span class="person-name">
        {node.id}
        <span class="tag">{words.say(stateOf(node))}</span>
        <span class="person-counter">{words.say("servers-load", { offices, people, passed })}</span>
        <span class="person-counter">
          {words.say("servers-where", { address: node.address, version: node.version })}
        </span>
      </span>
    </li>
  );
}

function stateOf({ isReached, isDraining }: ServerNode): string {
  if (!isReached) return "servers-unreached";
  return isDraining ? "servers-draining" : "servers-ready";
}

function OfficeRow({ office }: { office: OwnedOffice }): JSX.Element {
  const { words } = useApp();
  const about = { node: office.node ?? "", epoch: office.epoch, seconds: office.leaseLeftS };
  return (
    <li class="person">
      <span class="person-name">
        {words.both(office.title) || office.id}
        <span class="person-counter">
          {words.say(office.node === null ? "servers-nobody" : "servers-owner", about)}
        </span>
        {office.rooms.map(({ room, node, people }) => (
          <span key={room} class="person-counter">
            {words.say("servers-room", { room, node, people })}
          </span>
        ))}
      </span>
    </li>
  );
}

async function asked({ identity }: App): Promise<Answer> {
  try {
    const headers = { Authorization: `Bearer ${identity.token() ?? ""}` };
    const response = await fetch(ADDRESS, { headers, cache: "no-store" });
    if (response.status === 404) return "alone";
    if (response.status === 401) return "not_allowed";
    return (response.ok && clusterOf(await response.json())) || "failed";
  } catch {
    return "failed";
  }
}
