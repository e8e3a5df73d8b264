// The words around people beside a request, in English.
import parties from "./parties.ftl?raw";

export default parties;
