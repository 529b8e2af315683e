// What the server is asked. Its address, with the token, is that of the page.

async function answer(path, options) {
  const response = await fetch(path, options);
  const found = await response.json();
  if (response.ok) return found;
  throw new Error(found.error ?? response.statusText);
}

const post = (path, body = {}) =>
  answer(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

export const begin = () => answer("api/begin");
export const check = (text, lang) => post("api/check", { text, lang });
export const edit = (text, path, value, lang) => post("api/edit", { text, path, value, lang });
export const cancel = (job) => post(`api/jobs/${job.id}/cancel`);
export const pageOf = (job) => `api/jobs/${job.id}/page`;

// Add a job and follow it to its end; `seen` gets each state. What the server refuses has `faults`.
export async function follow(request, seen) {
  let job = await post("api/jobs", request);
  while (job.id) {
    seen(job);
    if (["done", "failed", "cancelled"].includes(job.state)) break;
    job = await answer(`api/jobs/${job.id}?after=${job.version}`);
  }
  return job;
}
