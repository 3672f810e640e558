/** `OAuth2TokenConfigurationExport_YYYYMMDD_HHMMSS.yml`, in the time of whoever exports (parity 46). */
export function exportFileName(at: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `OAuth2TokenConfigurationExport_${day}_${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}.yml`;
}

/** Hands a text to the browser as a download. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
