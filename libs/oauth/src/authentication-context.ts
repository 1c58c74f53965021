/** The `acr` of a customer who authenticated with two factors, as PSD2 demands (strong customer authentication). */
export const strongCustomerAuthentication = 'urn:openbanking:psd2:sca';
