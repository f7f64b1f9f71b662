/** `+905551234542` as the portal shows it: `0 (5••) ••• •• 42`. */
export function maskPhone(phone: string): string {
  return `0 (${phone.slice(3, 4)}••) ••• •• ${phone.slice(-2)}`;
}
