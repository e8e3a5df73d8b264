// Takes pictures of every view of a running office, to be looked at: `node scripts/look.mjs ADDRESS FOLDER [ONE-TIME-PASSWORD]`.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [address = "http://127.0.0.1:8080", folder = "look", password = ""] = process.argv.slice(2);
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const WORDS = {
  ko: { enter: "들어가기", take: /상담.*번호표 뽑기/, fill: /신청서 쓰기/, hand: "내기", call: "다음 분 부르기" },
  en: {
    enter: "Enter",
    take: /Take a ticket: Consult/,
    fill: /Fill in the form: Copy/,
    hand: "Hand in",
    call: "Call the next person",
  },
};
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic"],
});

async function open(size, language, path = "/") {
  const context = await browser.newContext({
    viewport: SIZES[size],
    locale: language === "ko" ? "ko-KR" : "en-GB",
    deviceScaleFactor: 1,
    hasTouch: size === "phone",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("console", (message) => message.type() === "error" && console.log(`${size} ${language}: ${message.text()}`));
  page.on("pageerror", (fault) => console.log(`${size} ${language}: ${fault}`));
  await page.goto(address + path);
  const shot = async (name) => {
    await page.waitForTimeout(700);
    await page.screenshot({ path: `${folder}/${name}-${size}-${language}.png` });
  };
  return { page, shot, say: WORDS[language] };
}

async function panel(page, name) {
  const button = page.locator(`.bar-button[data-panel="${name}"]`);
  if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
}

async function citizen(size, language) {
  const { page, shot, say } = await open(size, language);
  await page.getByRole("button", { name: say.enter }).waitFor();
  await shot("1-arrival");
  await page.getByRole("button", { name: say.enter }).click();
  await page.waitForTimeout(1500);
  await shot("2-hall");
  await panel(page, "counters");
  await shot("3-counters");
  await page.getByRole("button", { name: say.take }).first().click();
  await shot("4-ticket-taken");
  await panel(page, "people");
  await shot("5-people");
  await panel(page, "chat");
  await shot("6-chat");
  await panel(page, "counters");
  await page.getByRole("button", { name: say.fill }).first().click();
  await shot("7-form");
  await page.getByRole("button", { name: say.hand, exact: true }).click();
  await shot("8-form-faults");
  await panel(page, "help");
  await shot("9-help");
  await panel(page, "settings");
  await shot("10-settings");
  await page.context().close();
}

/** The officer's side with a citizen at the counter: sign-in, desk, call, talk, form, decision, document. */
async function office(oneTime) {
  const desk = await open("desktop", "ko", "/#officer");
  const { page } = desk;
  await desk.shot("20-sign-in");
  await page.getByLabel("이름").fill("demo");
  await page.getByLabel("비밀번호", { exact: true }).fill(oneTime);
  await page.getByRole("button", { name: "로그인" }).click();
  await page.getByLabel("새 비밀번호").fill("a-brand-new-password");
  await desk.shot("21-new-password");
  await page.getByRole("button", { name: "새 비밀번호로 로그인" }).click();
  await desk.shot("22-desk-closed");
  await page.getByRole("button", { name: "상담 1 열기" }).click();
  await desk.shot("23-desk-open");
  const guest = await open("phone", "ko");
  await guest.page.getByRole("button", { name: "들어가기" }).click();
  await guest.page.getByRole("button", { name: "무엇을 도와드릴까요?" }).click();
  await guest.page.getByRole("button", { name: "민원 상담 번호표 뽑기" }).click();
  const number = await guest.page.getByRole("button", { name: /내 번호표 .* 보기/ }).innerText();
  await page.getByRole("button", { name: `${/C-\d+/.exec(number)[0]} 부르기` }).click();
  await guest.shot("24-called");
  await desk.shot("25-desk-called");
  await guest.page.getByRole("button", { name: "가고 있어요" }).click();
  await page.getByRole("button", { name: "상담 시작" }).click();
  await guest.shot("26-talk-begins");
  await page
    .getByLabel("담당자에게 쓸 말")
    .or(page.getByLabel("시민에게 쓸 말"))
    .first()
    .fill("안녕하세요, 무엇을 도와드릴까요?");
  await page.keyboard.press("Enter");
  await guest.page.getByLabel("담당자에게 쓸 말").fill("이사를 했는데 무엇부터 해야 하나요?");
  await guest.page.keyboard.press("Enter");
  await guest.shot("27-talk");
  await desk.shot("28-desk-talk");
  await page.getByRole("button", { name: "마치기" }).click();
  await page.getByLabel("남길 말 (시민도 봅니다)").fill("전입신고 방법을 안내했습니다.");
  await desk.shot("29-desk-finish");
  await page.getByRole("button", { name: "마치고 기록하기" }).click();
  await guest.shot("30-talk-over");
  await papers(desk, guest);
}

async function papers(desk, guest) {
  const { page } = desk;
  await panel(guest.page, "counters");
  await guest.page
    .getByRole("button", { name: /신청서 쓰기/ })
    .first()
    .click();
  await guest.page.getByRole("textbox", { name: /^성명/ }).fill("홍길동");
  await guest.page.getByLabel(/생년월일/).fill("1990-05-17");
  await guest.page.getByRole("textbox", { name: /^주소/ }).fill("서울특별시 중구 세종대로 110");
  await guest.page.getByRole("radio").first().check();
  await guest.shot("31-form-filled");
  await guest.page.getByRole("button", { name: "내기", exact: true }).click();
  await guest.shot("32-handed-in");
  await page.getByRole("button", { name: "창구 닫기" }).click();
  await page.getByRole("button", { name: "서류 1 열기" }).click();
  await page
    .getByRole("button", { name: /주민등록/ })
    .first()
    .click();
  await desk.shot("33-desk-case");
  await page.getByRole("region", { name: "할 수 있는 일" }).getByRole("button").last().click();
  await desk.shot("34-desk-refuse-form");
  await page.getByRole("region", { name: "할 수 있는 일" }).getByRole("button").first().click();
  await desk.shot("35-desk-grant-form");
  await page.getByRole("button", { name: /하기$/ }).last().click();
  await guest.shot("36-document");
  const saved = guest.page.waitForEvent("download", { timeout: 10_000 });
  await guest.page.getByRole("button", { name: /내려받기/ }).click();
  console.log(`document: ${(await saved).suggestedFilename()}`);
}

async function tried(name, run) {
  try {
    await run();
  } catch (fault) {
    console.log(`${name}: ${fault.message.split("\n").slice(0, 3).join(" | ")}`);
  }
}

if (password !== "") await tried("office", () => office(password));
else {
  for (const size of ["desktop", "phone"])
    for (const language of ["ko", "en"]) await tried(`${size} ${language}`, () => citizen(size, language));
}
await browser.close();
