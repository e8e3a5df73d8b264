// What only officers see. A citizen's page never loads it: see ../late-parts.tsx.
import "../styles/desk.css";

export { AccountsPanel, OwnAccountPanel } from "./account-parts";
export { AnnouncementsPanel } from "./announcements";
export { AuditPanel } from "./audit";
export { DeskScreen } from "./desk-screen";
export { FindCases } from "./find-cases";
export { QueuePanel } from "./queue";
export { ReportsPanel } from "./reports";
export { ServersPanel } from "./servers";
export { SignIn } from "./sign-in";
export { SupervisionPanel } from "./supervision";
