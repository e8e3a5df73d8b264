// The words around what one may choose of a visit, in English.
import visit from "./visit.ftl?raw";

export default visit;
