// The words around appointments, in Korean.
import appointments from "./appointments.ftl?raw";

export default appointments;
