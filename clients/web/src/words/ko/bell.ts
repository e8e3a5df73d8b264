// The words around rings, in Korean.
import bell from "./bell.ftl?raw";

export default bell;
