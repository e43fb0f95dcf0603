/** How ids begin that a proxy in front of Vortex makes up: no list and no receipt knows them. */
export const PROXIED = 'proxied_';
