// The words around the recovery code, in English.
import recovery from "./recovery.ftl?raw";

export default recovery;
