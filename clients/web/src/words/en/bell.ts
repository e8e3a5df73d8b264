// The words around rings, in English.
import bell from "./bell.ftl?raw";

export default bell;
