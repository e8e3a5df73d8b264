// What comes late of requests: their list, and the page of one.
export { CaseScreen } from "./case";
export { CaseList } from "./cases";
