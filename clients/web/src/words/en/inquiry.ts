// The words around messages that are left, in English.
import inquiry from "./inquiry.ftl?raw";

export default inquiry;
