/** What a mail says, already in the reader's language. */
export type MailContent = {
  locale: string;
  heading: string;
  paragraphs: string[];
  /** Shown large between heading and paragraphs: a code to type. */
  code?: string;
  button?: { label: string; url: string };
  /** Small print: why the reader gets this mail. */
  footer: string;
};

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

function textOf({ heading, paragraphs, code, button, footer }: MailContent): string {
  const link = button ? [`${button.label}: ${button.url}`] : [];
  return [heading, ...(code ? [code] : []), ...paragraphs, ...link, `-- \n${footer}`].join("\n\n");
}

function htmlOf(content: MailContent): string {
  const { locale, heading, paragraphs, code, button, footer } = content;
  const lines = [
    `<h1 style="font-size:20px;line-height:28px;margin:0 0 16px">${escapeHtml(heading)}</h1>`,
    code &&
      `<p style="font-size:32px;line-height:40px;letter-spacing:6px;font-weight:600;margin:0 0 16px">${escapeHtml(code)}</p>`,
    ...paragraphs.map((text) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`),
    button &&
      `<p style="margin:0 0 16px"><a href="${escapeHtml(button.url)}" style="display:inline-block;background:#3053bc;color:#fff;padding:12px 20px;border-radius:6px;text-decoration:none">${escapeHtml(button.label)}</a></p>`,
    `<p style="font-size:13px;color:#585e68;margin:24px 0 0">${escapeHtml(footer)}</p>`,
  ];
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><body style="margin:0;background:#f9fafb"><div style="max-width:480px;margin:0 auto;padding:32px 24px;font:16px/1.6 sans-serif;color:#161b24">${lines.filter(Boolean).join("")}</div></body></html>`;
}

/** A mail as plain text and as simple HTML; texts are escaped. */
export function renderMail(content: MailContent): { text: string; html: string } {
  return { text: textOf(content), html: htmlOf(content) };
}
