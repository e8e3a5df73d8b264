// The words around muting and reporting others, in English.
import others from "./others.ftl?raw";

export default others;
