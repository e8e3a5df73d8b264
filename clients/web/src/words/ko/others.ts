// The words around muting and reporting others, in Korean.
import others from "./others.ftl?raw";

export default others;
