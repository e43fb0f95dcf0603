/** The prefix of ids that a proxy in front of Vortex generates. No list or receipt has them. */
export const PROXIED = 'proxied_';
