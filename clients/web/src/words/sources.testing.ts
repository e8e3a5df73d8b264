// For tests: the words of both languages, and the text of every page source, to compare what is asked for with what is there.
import citizensEnglish from "./en";
import accountsEnglish from "./en/accounts";
import announcedEnglish from "./en/announced";
import appointmentsEnglish from "./en/appointments";
import bellEnglish from "./en/bell";
import casesEnglish from "./en/case";
import conductEnglish from "./en/conduct";
import helpEnglish from "./en/help";
import inquiryEnglish from "./en/inquiry";
import officersEnglish from "./en/officer";
import othersEnglish from "./en/others";
import partiesEnglish from "./en/parties";
import recoveryEnglish from "./en/recovery";
import visitEnglish from "./en/visit";
import citizensKorean from "./ko";
import accountsKorean from "./ko/accounts";
import announcedKorean from "./ko/announced";
import appointmentsKorean from "./ko/appointments";
import bellKorean from "./ko/bell";
import casesKorean from "./ko/case";
import conductKorean from "./ko/conduct";
import helpKorean from "./ko/help";
import inquiryKorean from "./ko/inquiry";
import officersKorean from "./ko/officer";
import othersKorean from "./ko/others";
import partiesKorean from "./ko/parties";
import recoveryKorean from "./ko/recovery";
import visitKorean from "./ko/visit";

const pages = import.meta.glob<string>("../page/**/*.tsx", { query: "?raw", import: "default", eager: true });

export const sources = Object.values(pages).join("\n");
export const english = [
  citizensEnglish,
  helpEnglish,
  accountsEnglish,
  announcedEnglish,
  appointmentsEnglish,
  bellEnglish,
  conductEnglish,
  inquiryEnglish,
  casesEnglish,
  othersEnglish,
  officersEnglish,
  partiesEnglish,
  recoveryEnglish,
  visitEnglish,
].join("\n");
export const korean = [
  citizensKorean,
  helpKorean,
  accountsKorean,
  announcedKorean,
  appointmentsKorean,
  bellKorean,
  conductKorean,
  inquiryKorean,
  casesKorean,
  othersKorean,
  officersKorean,
  partiesKorean,
  recoveryKorean,
  visitKorean,
].join("\n");
