// The words around what the office announces, in English.
import announced from "./announced.ftl?raw";

export default announced;
