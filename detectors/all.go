package detectors

// All lists the built-in detectors in the order of span claiming: where two
// findings overlap, the earlier one keeps the span. Adding a
// detector is one file and one line here; a test fails when the line is missing.
var All = []*Detector{
	PasswordAny,
	IBAN,
	PaymentCardAny,
	NationalIDEE,
	NationalIDFI,
	NationalIDLV,
	NationalIDSE,
	NationalIDRU,
	NationalIDPL,
	DocumentIDAny,
	Email,
	IPAddressAny,
	MACAddressAny,
	PhoneEE,
	PhoneOthers,
	CompanyCodeAny,
	ReferenceNumberAny,
	BirthDateAny,
	VehiclePlateEE,
	VehiclePlateOthers,
	CustomerCardAny,
	AddressAny,
	PersonNameAny,
	UsernameAny,
	MessengerAny,
	EmployerAny,
}
