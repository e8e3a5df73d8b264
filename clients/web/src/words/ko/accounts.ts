// The words about accounts, in Korean.
import accounts from "./accounts.ftl?raw";

export default accounts;
