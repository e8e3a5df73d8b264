// The words around what one may choose of a visit, in Korean.
import visit from "./visit.ftl?raw";

export default visit;
