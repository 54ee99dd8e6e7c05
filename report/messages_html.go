package report

// htmlMessages are the texts of the HTML report only.
var htmlMessages = map[string]message{}
