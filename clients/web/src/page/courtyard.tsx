// The courtyard as a still picture for the first screen, and for the hall while the drawn world is on its way. Drawn for this page.
import type { JSX } from "preact";

const FRUIT = [
  [492, 168],
  [516, 150],
  [540, 176],
  [560, 158],
  [506, 196],
  [534, 206],
  [574, 192],
] as const;
const POSTS = [96, 176, 256, 336, 416] as const;

export function Courtyard(): JSX.Element {
  return (
    <svg
      class="courtyard"
      viewBox="0 -150 640 630"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
      focusable="false"
    >
      <Sky />
      <HallBuilding />
      <PavingAndPond />
      <Pine />
      <Persimmon />
      <Neighbours />
    </svg>
  );
}

function Sky(): JSX.Element {
  return (
    <g>
      <rect y="-150" width="640" height="630" fill="#f4ecdc" />
      <circle cx="486" cy="20" r="40" fill="#f9dfb4" />
      <path
        d="M120-40h70a14 14 0 0 0 0-28 26 26 0 0 0-48-6 19 19 0 0 0-22 34ZM330-82h46a10 10 0 0 0 0-20 18 18 0 0 0-33-4 13 13 0 0 0-13 24Z"
        fill="#fffaf0"
      />
      <path
        d="M0 250c60-66 120-92 178-58 40-52 96-74 150-30 46-40 104-44 150 6 54-44 108-38 162 16v120H0Z"
        fill="#cfdccf"
      />
      <path d="M0 282c70-46 142-54 214-18 66-42 140-46 206-6 74-40 148-38 220 4v100H0Z" fill="#a9c1ab" />
    </g>
  );
}

function HallBuilding(): JSX.Element {
  return (
    <g>
      <rect x="84" y="232" width="352" height="116" fill="#efe9dc" />
      <rect x="84" y="232" width="352" height="26" fill="#d9c7a4" />
      {POSTS.slice(0, 4).map((x) => (
        <PaperDoor key={x} x={x + 12} />
      ))}
      {POSTS.map((x) => (
        <rect key={x} x={x - 6} y="226" width="12" height="128" fill="#7a5537" />
      ))}
      <rect x="72" y="344" width="376" height="14" fill="#c99e6b" />
      <rect x="84" y="358" width="352" height="10" fill="#8e8b82" />
      <path
        d="M30 226c44-8 66-26 88-62 46-12 236-12 284 0 22 36 44 54 88 62-8 10-16 13-28 14-136-12-272-12-404 0-12-1-20-4-28-14Z"
        fill="#3d4450"
      />
      <path d="M118 164c46-12 236-12 284 0l-5-11c-46-11-228-11-274 0Z" fill="#565f6e" />
      <path d="M66 238c130-11 258-11 388 0v8c-130-10-258-10-388 0Z" fill="#8c6a46" />
      {[...Array(17).keys()].map((index) => (
        <circle
          key={index}
          cx={76 + index * 23}
          cy={238 - Math.sin((index / 16) * Math.PI) * 7}
          r="4.500"
          fill="#2c323c"
        />
      ))}
      <rect x="214" y="190" width="92" height="28" rx="3" fill="#2f4b7c" />
      <text x="260" y="210" text-anchor="middle" font-size="17" font-weight="700" fill="#faf7f0" letter-spacing="6">
        마당
      </text>
    </g>
  );
}

function PaperDoor({ x }: { x: number }): JSX.Element {
  return (
    <g>
      <rect x={x} y="264" width="56" height="80" fill="#fbf3df" stroke="#a57c50" stroke-width="3" />
      <path
        d={`M${x + 28} 264v80M${x} 290h56M${x} 316h56M${x + 14} 264v80M${x + 42} 264v80`}
        stroke="#c7a377"
        stroke-width="1.500"
      />
    </g>
  );
}

function PavingAndPond(): JSX.Element {
  return (
    <g>
      <path d="M0 362h640v118H0Z" fill="#ddd6c6" />
      <path
        d="M0 396h640M0 434h640M90 362 50 480M196 362l-22 118M302 362v118M408 362l22 118M514 362l44 118"
        stroke="#c9c1af"
        stroke-width="2"
      />
      <ellipse cx="500" cy="436" rx="112" ry="26" fill="#8e8b82" />
      <ellipse cx="500" cy="433" rx="104" ry="22" fill="#a9c7cf" />
      <path
        d="M446 430c16-5 34-5 50 0M492 440c18-5 38-5 56 0"
        stroke="#d7e7ea"
        stroke-width="3"
        fill="none"
        stroke-linecap="round"
      />
    </g>
  );
}

function Pine(): JSX.Element {
  return (
    <g>
      <path d="M44 372c10-40 2-70 18-112" stroke="#7a5537" stroke-width="11" fill="none" stroke-linecap="round" />
      <ellipse cx="66" cy="252" rx="56" ry="20" fill="#4f6f52" />
      <ellipse cx="34" cy="286" rx="46" ry="17" fill="#5b7d5e" />
      <ellipse cx="84" cy="298" rx="38" ry="14" fill="#66886a" />
      <ellipse cx="52" cy="378" rx="40" ry="8" fill="#22262e" opacity=".12" />
    </g>
  );
}

function Persimmon(): JSX.Element {
  return (
    <g>
      <path
        d="M534 384c-2-56 4-94 0-130M534 288c-22-16-34-40-38-72M535 276c20-14 30-36 34-66M534 256c-4-26 2-52 8-74"
        stroke="#7a5537"
        stroke-width="8"
        fill="none"
        stroke-linecap="round"
      />
      <ellipse cx="534" cy="170" rx="66" ry="46" fill="#8da47e" opacity=".92" />
      <ellipse cx="500" cy="198" rx="36" ry="24" fill="#7c956e" />
      <ellipse cx="572" cy="204" rx="32" ry="22" fill="#7c956e" />
      {FRUIT.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r="8.500" fill="#e2703a" />
      ))}
      <ellipse cx="536" cy="388" rx="44" ry="8" fill="#22262e" opacity=".12" />
    </g>
  );
}

function Neighbours(): JSX.Element {
  return (
    <g>
      <Neighbour x={196} y={412} coat="#8c4a5b" hair="#cfc9bd" skin="#eac3a0" />
      <Neighbour x={240} y={420} coat="#2f4b7c" hair="#2b2320" skin="#d9a77f" />
      <Neighbour x={344} y={440} coat="#8fb9a8" hair="#3a2a22" skin="#f1d0b1" />
    </g>
  );
}

interface NeighbourProps {
  readonly x: number;
  readonly y: number;
  readonly coat: string;
  readonly hair: string;
  readonly skin: string;
}

function Neighbour({ x, y, coat, hair, skin }: NeighbourProps): JSX.Element {
  return (
    <g transform={`translate(${x} ${y})`}>
      <ellipse cy="2" rx="19" ry="5" fill="#22262e" opacity=".18" />
      <path d="M-14 0c-2-24 4-36 14-36s16 12 14 36Z" fill={coat} />
      <circle cy="-46" r="14" fill={skin} />
      <path d="M-14-46c-1-12 6-17 14-17s15 5 14 17c-5-6-9-8-14-8s-9 2-14 8Z" fill={hair} />
    </g>
  );
}
