// The words about accounts, in English.
import accounts from "./accounts.ftl?raw";

export default accounts;
