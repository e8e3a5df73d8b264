// The words around the recovery code, in Korean.
import recovery from "./recovery.ftl?raw";

export default recovery;
