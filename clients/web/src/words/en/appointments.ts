// The words around appointments, in English.
import appointments from "./appointments.ftl?raw";

export default appointments;
