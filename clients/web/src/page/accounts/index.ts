// What officers see of accounts. Loaded with its words when one of its panels is opened: see ../officer/account-parts.tsx.
import "../styles/accounts.css";

export { AccountsPanel } from "./accounts";
export { OwnAccountPanel } from "./own-account";
