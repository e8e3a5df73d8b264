// The words around people beside a request, in Korean.
import parties from "./parties.ftl?raw";

export default parties;
