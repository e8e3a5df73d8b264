// The debug panel: numbers of the connection and of the drawing, in a table that can be folded. Loaded when it is asked for.
import type { JSX } from "preact";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { rowsOf, takeReading } from "./readings";
import type { Instruments, Row } from "./types";
import "./lab.css";

const REFRESH_MS = 1_000;
let host: HTMLElement | null = null;

/** Open the panel, or take it away again. */
export function toggleLab(instruments: Instruments): void {
  if (host !== null) {
    render(null, host);
    host.remove();
    host = null;
    return;
  }
  host = document.createElement("aside");
  document.body.append(host);
  render(<Lab {...instruments} />, host);
}

function Lab(instruments: Instruments): JSX.Element {
  const { say } = instruments;
  const rows = useRows(instruments);
  return (
    <details class="lab" open>
      <summary>{say("lab")}</summary>
      <table>
        <tbody>
          {rows.map(([key, value]) => (
            <tr key={key}>
              <th scope="row">{say(key)}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function useRows(instruments: Instruments): readonly Row[] {
  const [rows, setRows] = useState<readonly Row[]>([]);
  useEffect(() => {
    let before = takeReading(instruments);
    const timer = setInterval(() => {
      const after = takeReading(instruments);
      setRows(rowsOf(instruments, before, after));
      before = after;
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return rows;
}
