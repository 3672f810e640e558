import type { Page } from "@playwright/test";

const MOST_STOPS = 600;

/**
 * Goes through a page by Tab alone, from its top to its end.
 * @returns what a pointer can operate and Tab does not reach, and what does not show that it has the focus
 */
export async function walkByKeyboard(page: Page): Promise<string[]> {
  await page.evaluate(noteUnfocused);
  const reached = new Set<string>();
  const faults: string[] = [];
  let last = "";
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(readFocused);
    if (focused?.name === last) continue; // a date has a stop for each of its parts
    if (!focused || reached.has(focused.name)) break;
    reached.add(focused.name);
    last = focused.name;
    if (!focused.isShown) faults.push(`shows no focus: ${focused.name}`);
  }
  const unreached = (await page.evaluate(listOperable)).filter((name) => !reached.has(name));
  return [...faults, ...unreached.map((name) => `not reached: ${name}`)];
}

/** Names each element that a pointer can operate, twins apart, and notes how it and what it stands in look. */
function noteUnfocused(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  const operable = "a[href], button, input, select, textarea, summary, [role=button], [role=tab], [tabindex]";
  for (const animation of document.getAnimations()) animation.finish();
  document.querySelectorAll(operable).forEach((element, index) => {
    const called = element.getAttribute("aria-label") ?? element.getAttribute("name") ?? element.textContent;
    const look: string[] = [];
    for (let at: Element | null = element; at && look.length < 15; at = at.parentElement) {
      const { outline, boxShadow, borderColor } = getComputedStyle(at);
      look.push(outline, boxShadow, borderColor);
    }
    element.setAttribute("data-walk", `${index} ${element.tagName} ${called?.slice(0, 60)}`);
    element.setAttribute("data-look", look.join());
  });
}

/** The focus is seen by an outline, a shadow or a border that differ, of the element or what it stands in. */
function readFocused(): { name: string; isShown: boolean } | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  for (const animation of document.getAnimations()) animation.finish();
  const look: string[] = [];
  for (let at: Element | null = element; at && look.length < 15; at = at.parentElement) {
    const { outline, boxShadow, borderColor } = getComputedStyle(at);
    look.push(outline, boxShadow, borderColor);
  }
  const { walk = element.outerHTML, look: unfocused } = element.dataset;
  return { name: walk, isShown: look.join() !== unfocused };
}

function listOperable(): string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-walk]")]
    .filter((element) => {
      const isOff = element.matches(":disabled, [tabindex='-1'], [type=hidden], [inert] *");
      const isOtherRadio = element.matches("[type=radio]:not(:checked)"); // arrows lead to it
      return element.checkVisibility({ visibilityProperty: true }) && !isOff && !isOtherRadio;
    })
    .map((element) => element.dataset["walk"] ?? "");
}
